package io.tidemark.functions.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a record at a time, the first of them the lowest. */
final class Words {

  /** A word of which each byte is 1: times a byte, it is that byte eight times. */
  static final long EACH_BYTE = 0x0101_0101_0101_0101L;

  /** Of each byte the highest bit. */
  static final long HIGH_BITS = EACH_BYTE << 7;

  /**
   * The word that begins at an index of an array: {@code (long) Words.OF.get(bytes, at)}. Not
   * behind a method: in the depth of a job's calls, the compiler would not inline one more.
   */
  static final VarHandle OF =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}
}
