/**
 * Realistic traffic, seeded and reproducible: phones that go offline, wrong clocks, duplicates,
 * stamps from the future and broken records, in the order in which a collector would receive them.
 *
 * <p>{@link io.tidemark.local.simulate.SimulatorOptions options} make a {@link
 * io.tidemark.local.simulate.TrafficModel}, from which a {@link
 * io.tidemark.local.simulate.TrafficSimulator} draws records; a {@link
 * io.tidemark.local.simulate.Pacer} hands them to a {@link io.tidemark.local.simulate.RecordTarget}
 * when they are due. A {@link io.tidemark.local.simulate.LinesFile} sends what is already written
 * down.
 *
 * <p>Two time domains meet here. <b>True time</b> is the collector's clock and the simulation's
 * processing time; inside the package it is a {@code double} of milliseconds since the start, so
 * that a million events a second still have distinct moments. <b>Device time</b> is true time plus
 * the phone's clock skew; events are stamped with it.
 */
package io.tidemark.local.simulate;
