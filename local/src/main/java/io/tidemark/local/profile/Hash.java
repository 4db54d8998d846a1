package io.tidemark.local.profile;

/** Hashes whose every bit is as good as a coin, for tables and for sampling. */
final class Hash {

  private Hash() {}

  /** The finalizer of SplitMix64. */
  static long of(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** FNV-1a over the text's characters, finalized. */
  static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return of(hash);
  }
}
