package io.tidemark.local.simulate;

import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.NearestName;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.broker.LaptopKafka;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.InterruptSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code ./tidemark simulate}. */
public final class SimulateCommand implements Command {

  /** Where traffic can go. */
  enum To {
    KAFKA,
    FILE
  }

  private static final String PREFIX = "simulate.";

  private static final Parameter<To> TO =
      Parameter.oneOf(To.class, "to", null, "Where the traffic goes");
  private static final Parameter<String> PATH =
      Parameter.text("path", null, "For file: the JSON Lines file to write");
  private static final Parameter<String> FROM =
      Parameter.text("from", null, "Send the lines of this file, not simulated traffic");

  private static final List<Parameter<?>> KNOWN =
      Parameters.join(
          List.of(TO, PATH, FROM, KafkaParameters.BOOTSTRAP_SERVERS, KafkaParameters.EVENTS),
          SimulatorParameters.ALL);

  @Override
  public String usage() {
    String keys =
        KNOWN.stream()
            .map(
                parameter ->
                    String.format(
                        "%n  --%-28s %s",
                        shortName(parameter),
                        parameter.defaultText() == null ? "" : parameter.defaultText()))
            .collect(Collectors.joining());
    return "--to kafka|file [--path FILE] [--from FILE] [--key value]..." + keys;
  }

  @Override
  public String summary() {
    return "Sends the traffic of simulated phones, or the lines of a file, to Kafka or a file";
  }

  @Override
  public void check(List<String> args) {
    checked(args);
  }

  /** Good parameters, or a ParameterException. */
  private static Parameters checked(List<String> args) {
    Parameters parameters = Parameters.of(KNOWN, List.of(withPrefixes(CommandLine.parse(args))));
    To to =
        parameters.find(TO).orElseThrow(() -> new ParameterException("to: not set; kafka or file"));
    if (to == To.FILE && parameters.find(PATH).isEmpty()) {
      throw new ParameterException("path: not set");
    }
    traffic(parameters);
    return parameters;
  }

  @Override
  public void run(List<String> args) throws Exception {
    Parameters parameters = checked(args);
    TrafficModel traffic = traffic(parameters);
    if (parameters.get(TO) == To.FILE) {
      String path = parameters.get(PATH);
      try (RecordTarget target = new FileTarget(Path.of(path))) {
        send(parameters, traffic, target, path);
      }
      return;
    }
    String servers = parameters.get(KafkaParameters.BOOTSTRAP_SERVERS);
    String topic = parameters.get(KafkaParameters.EVENTS).get(0);
    try (LaptopKafka kafka = LaptopKafka.open(parameters);
        RecordTarget target =
            new KafkaTarget(
                servers,
                topic,
                traffic.partitions(),
                traffic.mischief().idlePartition(),
                KafkaParameters.clientProperties(parameters))) {
      send(parameters, traffic, target, "topic " + topic + " at " + servers);
    }
  }

  /** Here the simulator's settings may be written without their prefix. */
  private static Map<String, String> withPrefixes(Map<String, String> typed) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (Parameter<?> parameter : KNOWN) {
      keys.put(shortName(parameter), parameter.key());
      keys.put(parameter.key(), parameter.key());
    }
    Map<String, String> values = new LinkedHashMap<>();
    typed.forEach(
        (name, value) -> {
          String key = name.startsWith(KafkaParameters.PROPERTIES_PREFIX) ? name : keys.get(name);
          if (key == null) {
            throw new ParameterException(
                String.format(
                    "%s: no such parameter; did you mean %s?",
                    name, NearestName.to(name, keys.keySet()).orElseThrow()));
          }
          if (values.put(key, value) != null) {
            throw new ParameterException("--" + key + " is given twice");
          }
        });
    return values;
  }

  private static String shortName(Parameter<?> parameter) {
    String key = parameter.key();
    return key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
  }

  private static TrafficModel traffic(Parameters parameters) {
    parameters
        .find(FROM)
        .filter(file -> !Files.isReadable(Path.of(file)))
        .ifPresent(
            file -> {
              throw new ParameterException("from: cannot read " + file);
            });
    return SimulatorParameters.traffic(parameters);
  }

  private static void send(
      Parameters parameters, TrafficModel traffic, RecordTarget target, String where)
      throws Exception {
    if (parameters.find(FROM).isPresent()) {
      Path file = Path.of(parameters.get(FROM));
      long sent = new LinesFile(file, traffic.partitions()).sendTo(target);
      target.flush();
      System.out.printf("Sent %,d records of %s to %s%n", sent, file, where);
      return;
    }
    System.err.println("Sending to " + where + "; Ctrl-C ends it");
    Pacer pacer = Pacer.of(traffic);
    InterruptSignal.onFirst(pacer::stop);
    Counts sent = pacer.run(new TrafficSimulator(traffic), target);
    target.flush();
    System.out.printf(
        "Sent %,d records to %s: %,d events (%,d of them late since their phone was offline),"
            + " %,d duplicates, %,d from the future, %,d broken%n",
        sent.records(),
        where,
        sent.events(),
        sent.lateByOffline(),
        sent.duplicates(),
        sent.future(),
        sent.broken());
  }
}
