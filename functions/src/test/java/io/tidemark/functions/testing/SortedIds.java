package io.tidemark.functions.testing;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The ids of a window's records, sorted: whatever is missing or there twice shows, and the order of
 * merges does not. It uses every freedom that an aggregate has: all accumulators are changed in
 * place, and what is merged into another one is of no use afterwards.
 */
public class SortedIds implements AggregateFunction<Click, SortedIds.Ids, String> {

  private static final long serialVersionUID = 1;

  /** The state. */
  @TypeInfo(IdsType.class)
  public static final class Ids {
    public List<String> list = new ArrayList<>();
  }

  /** Tells Flink what is in the list. */
  public static final class IdsType extends TypeInfoFactory<Ids> {
    @Override
    public TypeInformation<Ids> createTypeInfo(
        Type type, Map<String, TypeInformation<?>> parameters) {
      return Types.POJO(Ids.class, Map.of("list", Types.LIST(Types.STRING)));
    }
  }

  @Override
  public Ids createAccumulator() {
    return new Ids();
  }

  @Override
  public Ids add(Click click, Ids ids) {
    ids.list.add(click.id());
    return ids;
  }

  @Override
  public String getResult(Ids ids) {
    return join(ids.list);
  }

  /** What the result of some ids is. */
  public static String join(List<String> ids) {
    return String.join(" ", ids.stream().sorted().toList());
  }

  @Override
  public Ids merge(Ids a, Ids b) {
    Ids merged = new Ids();
    merged.list.addAll(a.list);
    merged.list.addAll(b.list);
    a.list.clear();
    b.list.clear();
    return merged;
  }
}
