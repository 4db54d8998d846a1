/** The parts by themselves: JMH's benchmarks of what each record, slice and session costs. */
package io.tidemark.bench.micro;
