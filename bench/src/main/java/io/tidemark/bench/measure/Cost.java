package io.tidemark.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this JVM has used up, or used between two moments.
 *
 * @param nanos wall-clock time
 * @param cpuNanos CPU time of all threads, those of the garbage collector and the compiler too
 * @param allocatedBytes heap that the threads that are alive have allocated
 */
public record Cost(long nanos, long cpuNanos, long allocatedBytes) {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  static Cost untilNow() {
    long allocated = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    return new Cost(System.nanoTime(), PROCESS.getProcessCpuTime(), allocated);
  }

  Cost since(Cost begin) {
    return new Cost(
        nanos - begin.nanos, cpuNanos - begin.cpuNanos, allocatedBytes - begin.allocatedBytes);
  }
}
