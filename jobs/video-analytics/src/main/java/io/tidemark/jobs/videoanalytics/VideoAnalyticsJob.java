package io.tidemark.jobs.videoanalytics;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.jobs.kit.sink.WindowResultFormat;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Tells how each video is watched: views, watch time, viewers; also by country or device. */
public final class VideoAnalyticsJob implements Job<VideoAnalyticsParams, WindowResult<Audience>> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new VideoAnalyticsJob(), args);
  }

  @Override
  public Outputs<WindowResult<Audience>> build(
      DataStream<Event> events, VideoAnalyticsParams params) {
    return Outputs.ofAll(
        params.groups().group(events).stream()
            .map(
                group ->
                    params
                        .windows()
                        .over(group.events(), group.name())
                        .aggregate(new MeasureViews(), group.uid("video-analytics")))
            .toList());
  }

  @Override
  public String name() {
    return "video-analytics";
  }

  @Override
  public String summary() {
    return "Views, watch time and viewers of each video, also by country, device or whatever else";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return VideoAnalyticsParams.ALL;
  }

  @Override
  public VideoAnalyticsParams params(Parameters parameters) {
    return VideoAnalyticsParams.of(parameters);
  }

  @Override
  public Set<Field> needs(VideoAnalyticsParams params) {
    return Set.of();
  }

  @Override
  public Set<Field> reads(VideoAnalyticsParams params) {
    return Set.of(Field.USER, Field.VALUE);
  }

  @Override
  public OutputFormat<WindowResult<Audience>> resultFormat(VideoAnalyticsParams params) {
    return WindowResultFormat.ofRows(params.windows().accumulation(), params::writeColumns);
  }
}
