package io.tidemark.jobs.videoanalytics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.grouping.GroupKey;
import io.tidemark.jobs.kit.grouping.Grouping;
import io.tidemark.jobs.kit.grouping.GroupingSets;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import io.tidemark.jobs.kit.sink.WindowResultFormat;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parameters of video-analytics.
 *
 * @param windows the windows that views are measured in
 * @param groups what results are for beside each video
 */
public record VideoAnalyticsParams(WindowSettings windows, GroupingSets groups)
    implements Serializable {

  private static final String VIDEO = "video";

  static final Parameter<List<String>> DIMENSIONS =
      Parameter.list(
          "video.dimensions",
          List.of(),
          "JSON pointers, such as /country,/device: also a row for each video and country, ...");

  static final Parameter<Grouping> GROUPING =
      Parameter.oneOf(
          Grouping.class,
          "video.grouping",
          Grouping.CUBE,
          "Which dimensions rows are for, beside the video: every set of them, each within those"
              + " before it, or each by itself");

  static final List<Parameter<?>> ALL =
      Parameters.join(List.of(DIMENSIONS, GROUPING), WindowParameters.ALL);

  static VideoAnalyticsParams of(Parameters parameters) {
    return new VideoAnalyticsParams(
        WindowSettings.of(parameters),
        GroupingSets.of(
            DIMENSIONS.key(),
            parameters.get(DIMENSIONS),
            parameters.get(GROUPING),
            Stream.of(WindowResultFormat.COLUMNS, List.of(VIDEO), Audience.COLUMNS)
                .flatMap(List::stream)
                .toList()));
  }

  void writeColumns(WindowResult<Audience> row, JsonGenerator json) throws IOException {
    if (groups.hasDimensions()) {
      GroupKey.writeColumns(row.key(), VIDEO, json);
    }
    row.value().writeColumns(json);
  }
}
