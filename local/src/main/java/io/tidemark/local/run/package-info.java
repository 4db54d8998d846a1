/** {@code ./tidemark run}: a job on a laptop, in a Flink inside this JVM. */
package io.tidemark.local.run;
