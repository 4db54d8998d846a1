package io.tidemark.local.broker;

import java.io.IOException;
import java.nio.file.Path;

/** Runs a {@link LocalBroker} as a process of its own, until it is told to stop. */
public final class LocalBrokerMain {

  private LocalBrokerMain() {}

  /**
   * Arguments: the data folder and the port. Prints one line, the address for clients, once they
   * can connect; ends with status 1 and one line to stderr if the broker cannot start.
   */
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("Usage: LocalBrokerMain DATA_FOLDER PORT");
      System.exit(2);
    }
    try {
      LocalBroker broker = LocalBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close the broker"));
      // Nothing else lives here: a broker that is beyond help should not leave its process behind.
      KafkaExit.rearm();
      System.out.println(broker.bootstrapServers());
    } catch (IOException failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }
}
