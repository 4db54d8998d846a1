package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.RecordDecoder;
import java.io.Serializable;

/** Makes decoders where the source runs: the settings travel there, a decoder cannot. */
public interface RecordDecoders extends Serializable {

  /** A decoder, for one thread. */
  RecordDecoder create();

  /**
   * Whether a file is one to read, of those in a folder and in the folders under it.
   *
   * @param name its name without the folder
   */
  default boolean reads(String name) {
    return true;
  }
}
