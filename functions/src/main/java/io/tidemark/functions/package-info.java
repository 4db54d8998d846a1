/**
 * The parts that Tidemark's jobs are made of: events and their decoding, intake, windows with panes
 * and late data, rankings of what they count, and the ledger that accounts for every record.
 */
package io.tidemark.functions;
