package io.tidemark.bench.micro;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Our serializers, written by hand, and Flink's for POJOs. */
public class SerializerBenchmark extends Micro {

  @Param public Subject subject;

  private Wire<?> ours;
  private Wire<?> pojo;

  @Setup
  public void prepare() throws IOException {
    ours = subject.ours();
    pojo = subject.pojo();
  }

  @Benchmark
  public int tidemarkWrites() throws IOException {
    return ours.write();
  }

  @Benchmark
  public Object tidemarkReads() throws IOException {
    return ours.read();
  }

  @Benchmark
  public int flinkWrites() throws IOException {
    return pojo.write();
  }

  @Benchmark
  public Object flinkReads() throws IOException {
    return pojo.read();
  }
}
