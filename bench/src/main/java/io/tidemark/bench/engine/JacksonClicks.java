package io.tidemark.bench.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidemark.bench.workload.Click;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Decodes clicks as most people do: Jackson, into a bean, by a reader that is made once. */
public final class JacksonClicks {

  private static final ObjectReader READER = new ObjectMapper().readerFor(Click.class);

  private JacksonClicks() {}

  public static Click decode(byte[] json) {
    try {
      return READER.readValue(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
