package io.tidemark.local.cluster;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.Names;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code ./tidemark cluster up|status|down|restart}. */
public final class ClusterCommand implements Command {

  private interface Action {
    void run(Cluster cluster) throws Exception;
  }

  /** Makes of the words behind an action's name what there is to do. */
  private static final Map<String, Function<List<String>, Action>> ACTIONS =
      new TreeMap<>(
          Map.of(
              "up",
              ClusterCommand::up,
              "status",
              args -> withoutParameters(args, Cluster::status),
              "down",
              args -> withoutParameters(args, Cluster::down),
              "restart",
              ClusterCommand::restart));

  private static Action up(List<String> args) {
    ClusterSettings settings = ClusterSettings.parse(args);
    return cluster -> cluster.up(settings);
  }

  private static Action restart(List<String> args) {
    if (args.size() != 1) {
      throw new ParameterException("cluster restart: which process? ./tidemark cluster status");
    }
    return cluster -> {
      cluster.restart(args.get(0));
      cluster.status();
    };
  }

  private static Action withoutParameters(List<String> args, Action action) {
    if (!args.isEmpty()) {
      throw new ParameterException("'" + args.get(0) + "': only cluster up takes parameters");
    }
    return action;
  }

  @Override
  public String usage() {
    return "up|status|down|restart PROCESS [--key value]...   (keys of up)"
        + ClusterSettings.ALL.stream().map(ClusterCommand::line).collect(Collectors.joining())
        + String.format("%n  --flink.*           any option of Flink");
  }

  private static String line(Parameter<?> parameter) {
    return String.format("%n  --%-17s %s", parameter.key(), parameter.defaultText());
  }

  @Override
  public String summary() {
    return "Starts, shows or ends a real cluster on this laptop: Flink's processes and Kafka";
  }

  @Override
  public void check(List<String> args) {
    action(args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    Action action = action(args);
    action.run(Cluster.ofThisLaptop());
  }

  private static Action action(List<String> args) {
    if (args.isEmpty()) {
      throw new ParameterException("cluster: up, status, down or restart?");
    }
    return Names.find("cluster command", args.get(0), ACTIONS).apply(args.subList(1, args.size()));
  }
}
