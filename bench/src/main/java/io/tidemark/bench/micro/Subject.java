package io.tidemark.bench.micro;

import io.tidemark.bench.workload.Click;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.WindowSamples;
import io.tidemark.functions.window.WindowSamples.Sample;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What is written, in our way and as a POJO with the same in it. */
public enum Subject {
  EVENT {
    @Override
    Wire<?> ours() throws IOException {
      return Wire.of(
          TypeInformation.of(Event.class),
          new Event(KEY, null, USER, null, TYPE, TIME, Event.NO_TIME, Event.NO_TIME, VALUE, null));
    }

    @Override
    Wire<?> pojo() throws IOException {
      return Wire.of(TypeInformation.of(Click.class), new Click(KEY, USER, TYPE, TIME, VALUE));
    }
  },

  /** What a pre-aggregation sends. */
  SUM {
    @Override
    Wire<?> ours() throws IOException {
      return wire(WindowSamples.sum(KEY, COUNT));
    }

    @Override
    Wire<?> pojo() throws IOException {
      Pojos.Sum sum = new Pojos.Sum();
      sum.key = KEY;
      sum.count = COUNT;
      sum.accumulator = COUNT;
      return Wire.of(TypeInformation.of(Pojos.Sum.class), sum);
    }
  },

  SLICE {
    @Override
    Wire<?> ours() throws IOException {
      return wire(WindowSamples.slice(COUNT));
    }

    @Override
    Wire<?> pojo() throws IOException {
      Pojos.Slice slice = new Pojos.Slice();
      slice.accumulator = COUNT;
      slice.seenToUntil = Long.MIN_VALUE;
      return Wire.of(TypeInformation.of(Pojos.Slice.class), slice);
    }
  },

  SESSION {
    @Override
    Wire<?> ours() throws IOException {
      return wire(WindowSamples.session(TIME, END, COUNT));
    }

    @Override
    Wire<?> pojo() throws IOException {
      Pojos.Session session = new Pojos.Session();
      session.id = TIME;
      session.start = TIME;
      session.end = END;
      session.accumulator = COUNT;
      session.changes = COUNT;
      session.dueAt = Long.MAX_VALUE;
      return Wire.of(TypeInformation.of(Pojos.Session.class), session);
    }
  };

  private static final String KEY = "i4711";
  private static final String USER = "u1234";
  private static final String TYPE = "click";
  private static final long TIME = 1_767_225_600_000L;
  private static final long END = TIME + 30_000;
  private static final long COUNT = 42;
  private static final double VALUE = 12.5;

  abstract Wire<?> ours() throws IOException;

  abstract Wire<?> pojo() throws IOException;

  private static <T> Wire<T> wire(Sample<T> sample) throws IOException {
    return Wire.of(sample.type(), sample.value());
  }
}
