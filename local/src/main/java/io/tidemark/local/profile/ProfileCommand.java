package io.tidemark.local.profile;

import io.tidemark.local.broker.LaptopKafka;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.InterruptSignal;
import io.tidemark.local.cli.OutputFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** {@code ./tidemark profile}. */
public final class ProfileCommand implements Command {

  @Override
  public String usage() {
    return "--input FILE | --kafka.topic.events TOPIC [--json [FILE]] [--plot FILE.svg|FILE.png]"
        + " [--key value]..."
        + ProfilePlan.keys();
  }

  @Override
  public String summary() {
    return "Measures how late a feed's events come, and says which watermark suits it";
  }

  @Override
  public void check(List<String> args) {
    ProfilePlan.of(args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    ProfilePlan plan = ProfilePlan.of(args);
    Profile profile = measured(plan);
    Recommendation recommendation = Recommendation.of(profile, plan.target());
    if (plan.isJsonToStandardOutput()) {
      System.out.println(ProfileJson.of(profile, recommendation));
    } else {
      System.out.print(ProfileText.of(profile, recommendation));
    }
    if (plan.json().isPresent()) {
      OutputFile.write(plan.json().get(), ProfileJson.of(profile, recommendation) + "\n");
    }
    if (plan.plot().isPresent()) {
      ProfilePlot.write(profile, recommendation, plan.plot().get());
    }
  }

  private static Profile measured(ProfilePlan plan) throws Exception {
    if (plan.input().isPresent()) {
      Path input = plan.input().get();
      try (Feed feed = FileFeed.of(input)) {
        return measured(plan, feed);
      }
    }
    try (LaptopKafka kafka = LaptopKafka.open(plan.parameters());
        Feed feed = KafkaFeed.open(plan.parameters(), plan.duration())) {
      return measured(plan, feed);
    }
  }

  private static Profile measured(ProfilePlan plan, Feed feed) throws Exception {
    Profiler profiler =
        new Profiler(plan.settings(), feed.name(), feed.partitions(), InstantSource.system());
    Enough enough = new Enough(plan.limit());
    InterruptSignal.onFirst(enough::stop);
    feed.read(profiler, enough);
    Profile profile = profiler.profile();
    requireEvents(profile);
    return profile;
  }

  private static void requireEvents(Profile profile) throws FailureException {
    Profile.Counts counts = profile.counts();
    if (counts.records() == 0) {
      throw new FailureException("there are no records in " + profile.source());
    }
    if (counts.events() == 0) {
      throw new FailureException(
          String.format(
              "none of the %,d records in %s is an event to measure: %,d malformed%s, %,d from the"
                  + " future",
              counts.records(),
              profile.source(),
              counts.malformed(),
              counts.firstMalformed() == null ? "" : " (" + counts.firstMalformed() + ")",
              counts.future()));
    }
  }
}
