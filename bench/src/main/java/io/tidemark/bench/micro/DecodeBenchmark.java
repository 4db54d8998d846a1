package io.tidemark.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.bench.engine.JacksonClicks;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.event.RecordDecoder;
import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.source.DecoderFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;

/** A record of JSON, some 170 bytes, becomes an event, or a bean. */
public class DecodeBenchmark extends Micro {

  /** So many that no branch predictor learns them by heart, and few enough for a cache. */
  private static final int RECORDS = 1 << 12;

  private static final ClickCountsJob JOB = new ClickCountsJob();
  private static final Parameters PARAMETERS =
      Parameters.of(JobParameters.all(JOB), List.of(Map.of(WindowParameters.SIZE.key(), "1min")));

  private final byte[][] records = records();
  private final EventDecoder allFields =
      DecoderFactory.of(PARAMETERS, Set.of(), Set.of(Field.USER, Field.TYPE, Field.VALUE)).create();
  private final RecordDecoder countedFields =
      JOB.decoders(JOB.params(PARAMETERS), PARAMETERS).create();
  private final JsonFactory jackson = new JsonFactory();

  private long read;

  private static byte[][] records() {
    byte[][] records = new byte[RECORDS][];
    Clicks clicks = Clicks.share(Traffic.inMemory(Workload.of(NamedWorkload.W1), RECORDS), 0, 1);
    for (int i = 0; clicks.advance(); i++) {
      records[i] = ClickJson.of(clicks);
    }
    return records;
  }

  private byte[] next() {
    return records[(int) read++ & (RECORDS - 1)];
  }

  /** All fields that {@link Click} has; whatever else is in the record is looked through too. */
  @Benchmark
  public Decoded tidemark() {
    return decode(allFields);
  }

  /** What click-counts reads: key and time. */
  @Benchmark
  public Decoded tidemarkToCount() {
    return decode(countedFields);
  }

  private Decoded decode(RecordDecoder decoder) {
    byte[] record = next();
    return decoder.decode(record, Event.NO_TIME, Origin.ofTopic("memory", 0, read));
  }

  @Benchmark
  public Click jacksonBean() {
    return JacksonClicks.decode(next());
  }

  /** Jackson's parser and a switch: what there is to gain without another parser. */
  @Benchmark
  public Click jacksonStreaming() throws IOException {
    Click click = new Click();
    try (JsonParser json = jackson.createParser(next())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "item_id" -> click.item = json.getText();
          case "user_id" -> click.user = json.getText();
          case "type" -> click.type = json.getText();
          case "event_time" -> click.time = json.getLongValue();
          case "value" -> click.value = json.getDoubleValue();
          default -> json.skipChildren();
        }
      }
    }
    return click;
  }
}
