package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.FutureGuard;
import java.io.Serializable;
import java.time.InstantSource;

/** Makes a decoder where the source runs: the settings travel there, a decoder cannot. */
public record DecoderFactory(EventMapping mapping, FutureGuard futureGuard)
    implements Serializable {

  public EventDecoder create() {
    return new EventDecoder(mapping, futureGuard, InstantSource.system());
  }
}
