package io.tidemark.bench.workload;

import io.tidemark.bench.workload.NamedWorkload.Kind;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.local.cli.Names;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an engine is to do with the clicks: one of the workloads that have a name, as it is or
 * varied, as in {@code W2:keys=1000000} or {@code W3:window.size=100s:window.slide=1s}. Two are
 * equal if they are written alike.
 */
public final class Workload implements Serializable {

  /** Clicks per second; without it they come as fast as an engine takes them. */
  private static final Parameter<Integer> RATE =
      Parameter.integer("rate", 0, "Clicks per second, if not as fast as they are taken");

  private static final Parameter<Integer> KEYS =
      Parameter.integer("keys", null, "How many different keys there are");

  /** What else can be varied is for engines, in the words of Tidemark's jobs. */
  private static final List<Parameter<?>> VARIATIONS =
      List.of(
          KEYS,
          RATE,
          WindowParameters.SIZE,
          WindowParameters.SLIDE,
          WindowParameters.SESSION_GAP,
          RuntimeParameters.BUFFER_TIMEOUT,
          KafkaParameters.LINGER,
          KafkaParameters.BATCH_SIZE,
          KafkaParameters.COMPRESSION);

  private static final Map<String, NamedWorkload> BY_NAME =
      Arrays.stream(NamedWorkload.values())
          .collect(Collectors.toMap(NamedWorkload::name, Function.identity()));

  private static final int MOST_KEYS = 10_000_000;
  private static final long serialVersionUID = 1;

  private final String text;
  private final NamedWorkload named;
  private final int keys;
  private final int rate;
  private final Duration size;
  private final Duration slide;
  private final LinkedHashMap<String, String> settings;

  private Workload(NamedWorkload named, Map<String, String> variations, String text) {
    Parameters varied = Parameters.of(VARIATIONS, List.of(variations));
    this.text = text;
    this.named = named;
    this.keys = varied.find(KEYS).orElse(named.keys());
    this.rate = varied.get(RATE);
    boolean sessions = named.kind() == Kind.SESSIONS;
    this.size =
        varied
            .find(sessions ? WindowParameters.SESSION_GAP : WindowParameters.SIZE)
            .orElse(named.size());
    // Windows that tumble do so whatever their size.
    this.slide =
        varied.find(WindowParameters.SLIDE).orElse(named.isTumbling() ? size : named.slide());
    this.settings = new LinkedHashMap<>(variations);
    List.of(KEYS, RATE, WindowParameters.SIZE, WindowParameters.SLIDE, WindowParameters.SESSION_GAP)
        .forEach(parameter -> settings.remove(parameter.key()));
    check(varied);
  }

  /** A workload as it is. */
  public static Workload of(NamedWorkload named) {
    return new Workload(named, Map.of(), named.name());
  }

  /**
   * A workload as it is, or varied.
   *
   * @param variations by the names of parameters
   * @throws ParameterException if it cannot be varied like that
   */
  public static Workload of(NamedWorkload named, Map<String, String> variations) {
    StringBuilder text = new StringBuilder(named.name());
    variations.forEach((key, value) -> text.append(':').append(key).append('=').append(value));
    try {
      return new Workload(named, variations, text.toString());
    } catch (ParameterException e) {
      throw new ParameterException(text + ": " + e.getMessage());
    }
  }

  /**
   * What is written on a command line, in any case.
   *
   * @throws ParameterException if there is no such workload, or it cannot be varied like that
   */
  public static Workload parse(String text) {
    List<String> parts = List.of(text.split(":", -1));
    Map<String, String> variations = new LinkedHashMap<>();
    for (String variation : parts.subList(1, parts.size())) {
      int equals = variation.indexOf('=');
      if (equals < 0) {
        throw new ParameterException(text + ": '" + variation + "' is not like keys=1000");
      }
      variations.put(variation.substring(0, equals), variation.substring(equals + 1));
    }
    return of(Names.find("workload", parts.get(0).toUpperCase(Locale.ROOT), BY_NAME), variations);
  }

  private void check(Parameters varied) {
    refuse(keys != named.keys() && (keys < 1 || keys > MOST_KEYS), "keys: 1 to " + MOST_KEYS);
    refuse(keys != named.keys() && named.keys() == NamedWorkload.UNIQUE, "keys: each comes once");
    refuse(rate < 0, "rate: is below zero");
    refuse(rate > 0 && isFromKafka(), "rate: what comes from Kafka is there already");
    refuse(
        named.kind() != Kind.ALIGNED
            && (varied.isSet(WindowParameters.SIZE) || varied.isSet(WindowParameters.SLIDE)),
        "window.size, window.slide: it has no such windows");
    refuse(
        named.kind() != Kind.SESSIONS && varied.isSet(WindowParameters.SESSION_GAP),
        "window.session-gap: it has no sessions");
    if (named.kind() != Kind.STATELESS) {
      refuse(!isInSeconds(size), "windows: of whole seconds");
    }
    if (named.kind() == Kind.ALIGNED) {
      refuse(!isInSeconds(slide), "windows: of whole seconds");
      refuse(size.toMillis() % slide.toMillis() != 0, "window.size: no multiple of the slide");
    }
  }

  private static boolean isInSeconds(Duration length) {
    return length.toSeconds() > 0 && length.toMillisPart() == 0;
  }

  private static void refuse(boolean bad, String why) {
    if (bad) {
      throw new ParameterException(why);
    }
  }

  /** As it is written on a command line. */
  @Override
  public String toString() {
    return text;
  }

  /** Whether it is another one than the one whose name it has. */
  public boolean isVaried() {
    return !text.equals(named.name());
  }

  public NamedWorkload named() {
    return named;
  }

  /** What it is, in a few words. */
  public String title() {
    return isVaried() ? named.title() + ", varied" : named.title();
  }

  public Kind kind() {
    return named.kind();
  }

  /** Whether the clicks are read from Kafka; if not, they are made where they are read. */
  public boolean isFromKafka() {
    return named.isFromKafka();
  }

  /** Whether results are written to Kafka; if not, they are tallied where they come out. */
  public boolean isToKafka() {
    return named.isToKafka();
  }

  /** Whether a broker is needed. */
  public boolean usesKafka() {
    return isFromKafka() || isToKafka();
  }

  /** How many different keys there are, or {@link NamedWorkload#UNIQUE}. */
  public int keys() {
    return keys;
  }

  /** Whether clicks come at a rate, so that it can be told how long results take. */
  public boolean isPaced() {
    return rate > 0;
  }

  /** Clicks per second; 0: as fast as they are taken. */
  public int rate() {
    return rate;
  }

  /** The windows' size; of sessions the gap; null if there are no windows. */
  public Duration size() {
    return size;
  }

  /** From one window to the next; null unless windows are aligned. */
  public Duration slide() {
    return slide;
  }

  public boolean isSliding() {
    return kind() == Kind.ALIGNED && !slide.equals(size);
  }

  /** How engines are to be set up, by the names that Tidemark's jobs have for it. */
  public Parameters settings() {
    return Parameters.of(VARIATIONS, List.of(settings));
  }

  /** The same, as it was written; only what was. */
  public Map<String, String> settingsAsWritten() {
    return Map.copyOf(settings);
  }

  /**
   * Fewer clicks say more about how a run ends than about how it goes: at the end all sliding
   * windows fire that the last clicks are in. And most keys are to come at least once.
   */
  public long leastClicks() {
    long forWindows = isSliding() ? 5_000_000 : 100_000;
    return keys == NamedWorkload.UNIQUE ? forWindows : Math.max(forWindows, 3L * keys);
  }

  /** More clicks are not for one run; those in Kafka take disk, about 3 GB. */
  public long mostClicks() {
    return usesKafka() ? 40_000_000 : 600_000_000;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Workload workload && text.equals(workload.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
