package io.tidemark.local.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * A chain of operators that runs as one task.
 *
 * @param id Flink's
 * @param name its operators' names, with arrows between them
 * @param parallelism how many subtasks it has
 * @param inputs the ids of those that it reads from; none for a source
 * @param metrics for each subtask its metrics by name; those of an operator begin with its name and
 *     a dot
 */
public record Vertex(
    String id,
    String name,
    int parallelism,
    List<String> inputs,
    List<Map<String, Double>> metrics) {

  private static final Pattern SPLIT =
      Pattern.compile("\\.split\\.(?<id>.+)\\.watermark\\.currentWatermark$");

  /** Whether it reads nothing of this job's. */
  public boolean isSource() {
    return inputs.isEmpty();
  }

  /** A metric of the task, or of any of its operators, in all subtasks that have it. */
  public DoubleStream values(String metric) {
    String ofOperator = "." + metric;
    return metrics.stream()
        .flatMap(subtask -> subtask.entrySet().stream())
        .filter(entry -> entry.getKey().equals(metric) || entry.getKey().endsWith(ofOperator))
        .mapToDouble(Map.Entry::getValue)
        .filter(value -> !Double.isNaN(value));
  }

  /** The sum of {@link #values}. */
  public double sum(String metric) {
    return values(metric).sum();
  }

  /** The greatest of {@link #values}, or 0. */
  public double max(String metric) {
    return values(metric).max().orElse(0);
  }

  /** What a source has read since it was last started. */
  public double recordsRead() {
    // The source is the first of its chain, and its name the first of the chain's.
    String source = name.split(" -> ", 2)[0].replaceAll("[^A-Za-z0-9-]", "_");
    return metrics.stream()
        .mapToDouble(subtask -> subtask.getOrDefault(source + ".numRecordsIn", 0.0))
        .sum();
  }

  /** The partitions that a source reads, by name. */
  public List<Split> splits() {
    List<Split> splits = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (int subtask = 0; subtask < metrics.size(); subtask++) {
      Map<String, Double> here = metrics.get(subtask);
      for (String key : here.keySet()) {
        Matcher found = SPLIT.matcher(key);
        if (found.find() && seen.add(found.group("id"))) {
          String prefix = key.substring(0, key.length() - "currentWatermark".length());
          splits.add(Split.of(found.group("id"), subtask, prefix, here));
        }
      }
    }
    splits.sort((a, b) -> a.id().compareTo(b.id()));
    return splits;
  }
}
