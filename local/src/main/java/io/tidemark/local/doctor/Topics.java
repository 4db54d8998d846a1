package io.tidemark.local.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the topics tell of a job.
 *
 * @param partitions of all topics that it reads, how many there are
 * @param written how many records they have had, over all partitions
 * @param books the last rows of the ledger, the latest last; empty if there are none
 */
public record Topics(int partitions, long written, List<JsonNode> books) {}
