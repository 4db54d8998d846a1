package io.tidemark.local.chaos;

import java.util.Arrays;

/**
 * The bytes of a record, equal to others that are the same.
 *
 * @param bytes may be null, as a record's value may
 */
record Content(@SuppressWarnings("ArrayRecordComponent") byte[] bytes) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
