package io.tidemark.functions.ranking;

import io.tidemark.functions.window.WindowBounds;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What one subtask of the first phase sends to the second: items that may be among the top ones.
 *
 * @param segment whose top it is about
 * @param window the window
 * @param complete whether the watermark has completed the window there already
 * @param best the items with their counts so far
 */
public record Contenders(
    String segment, WindowBounds window, boolean complete, List<Contender> best) {

  static final TypeInformation<List<Contender>> LIST =
      Types.LIST(TypeInformation.of(Contender.class));

  static final TypeInformation<Contenders> TYPE =
      Types.POJO(
          Contenders.class,
          Map.of(
              "segment",
              Types.STRING,
              "window",
              TypeInformation.of(WindowBounds.class),
              "complete",
              Types.BOOLEAN,
              "best",
              LIST));
}
