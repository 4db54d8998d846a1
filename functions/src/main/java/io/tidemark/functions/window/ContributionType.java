package io.tidemark.functions.window;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of contributions of records of one type to accumulators of another one. */
final class ContributionType<IN, ACC> extends TypeInformation<Contribution<IN, ACC>> {

  private static final long serialVersionUID = 1;

  private final TypeInformation<IN> record;
  private final TypeInformation<ACC> accumulator;

  ContributionType(TypeInformation<IN> record, TypeInformation<ACC> accumulator) {
    this.record = record;
    this.accumulator = accumulator;
  }

  @Override
  public TypeSerializer<Contribution<IN, ACC>> createSerializer(SerializerConfig config) {
    return new ContributionSerializer<>(
        record.createSerializer(config), accumulator.createSerializer(config));
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Class<Contribution<IN, ACC>> getTypeClass() {
    return (Class) Contribution.class;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ContributionType<?, ?>;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContributionType<?, ?> that
        && record.equals(that.record)
        && accumulator.equals(that.accumulator);
  }

  @Override
  public int hashCode() {
    return Objects.hash(record, accumulator);
  }

  @Override
  public String toString() {
    return "Contribution<" + record + ", " + accumulator + ">";
  }
}
