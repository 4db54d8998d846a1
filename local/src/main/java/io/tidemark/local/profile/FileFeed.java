package io.tidemark.local.profile;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.source.LineReader;
import io.tidemark.local.cli.FailureException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The lines of a file, or of the files of a folder in the order of their paths, as jobs read. */
final class FileFeed implements Feed {

  private static final int BLOCK = 1 << 18;

  private final Path path;
  private final List<Path> files;

  private FileFeed(Path path, List<Path> files) {
    this.path = path;
    this.files = files;
  }

  /**
   * Finds the files.
   *
   * @throws ParameterException if there is nothing that can be read
   */
  static FileFeed of(Path path) {
    List<Path> files;
    try (Stream<Path> found = Files.walk(path)) {
      files =
          found
              .filter(file -> Files.isRegularFile(file) && !isHidden(path, file))
              .sorted(Comparator.comparing(Path::toString))
              .toList();
    } catch (IOException | UncheckedIOException e) {
      throw cannotRead(path);
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw cannotRead(file);
      }
    }
    return new FileFeed(path, files);
  }

  private static ParameterException cannotRead(Path path) {
    return new ParameterException(ProfilePlan.INPUT.key() + ": cannot read " + path);
  }

  /** Below the folder: Flink passes over what begins with a dot or an underscore. */
  private static boolean isHidden(Path folder, Path file) {
    for (Path name : folder.relativize(file)) {
      if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public List<String> partitions() {
    return List.of("file");
  }

  @Override
  public void read(Receiver receiver, Enough enough) throws FailureException {
    for (Path file : files) {
      try (LineReader lines = open(file)) {
        byte[] line;
        while (!enough.isReached() && (line = lines.readLine()) != null) {
          enough.takeOne();
          receiver.receive(0, line, Event.NO_TIME, Event.NO_TIME);
        }
      } catch (IOException e) {
        throw new FailureException("cannot read " + file + ": " + FailureException.inOneLine(e), e);
      }
    }
  }

  private static LineReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return new LineReader(in);
    }
    try {
      return new LineReader(new GZIPInputStream(new BufferedInputStream(in, BLOCK), BLOCK));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public void close() {
    // Each file is closed once it is read.
  }
}
