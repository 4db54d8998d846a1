package io.tidemark.local.cli;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import java.util.List;
import org.apache.flink.configuration.description.HtmlFormatter;

/** {@code ./tidemark jobs [JOB]}. */
public final class JobsCommand implements Command {

  @Override
  public String usage() {
    return "[JOB]";
  }

  @Override
  public String summary() {
    return "Lists the jobs, or one job's parameters: key, type, default, meaning";
  }

  @Override
  public void check(List<String> args) {
    if (!args.isEmpty()) {
      JobCatalog.namedBy(args);
    }
  }

  @Override
  public void run(List<String> args) {
    if (args.isEmpty()) {
      JobCatalog.all()
          .values()
          .forEach(job -> System.out.printf("%-18s %s%n", job.name(), job.summary()));
      return;
    }
    Job<?, ?> job = JobCatalog.namedBy(args);
    System.out.printf("%s: %s%n%n", job.name(), job.summary());
    JobParameters.all(job).forEach(JobsCommand::print);
    System.out.println("kafka.properties.*\n    any property of Kafka's clients");
    System.out.println("flink.*\n    any option of Flink");
  }

  private static void print(Parameter<?> parameter) {
    String byDefault = parameter.defaultText();
    String meaning = new HtmlFormatter().format(parameter.option().description());
    System.out.printf(
        "%s  <%s>%s%n    %s%n",
        parameter.key(),
        parameter.type(),
        byDefault == null ? "" : "  [" + byDefault + "]",
        meaning);
  }
}
