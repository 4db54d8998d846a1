package io.tidemark.functions.testing;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/** The state backends that jobs can run on. */
public enum Backend {
  HASHMAP,
  ROCKSDB;

  /** A new one. */
  public StateBackend create() {
    return this == HASHMAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
  }
}
