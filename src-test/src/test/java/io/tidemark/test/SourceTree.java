package io.tidemark.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder that these tests were built in, and what its parent pom says. */
final class SourceTree {

  /** Tests run in their module's folder. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private SourceTree() {}

  /** The version of all of Tidemark's artifacts. */
  static String version() throws IOException {
    return firstMatch("<artifactId>tidemark-parent</artifactId>\\s*<version>([^<]+)</version>");
  }

  /** What a property of the parent pom is set to. */
  static String property(String name) throws IOException {
    return firstMatch("<" + Pattern.quote(name) + ">([^<]+)</" + Pattern.quote(name) + ">");
  }

  private static String firstMatch(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve("pom.xml")));
    if (!matcher.find()) {
      throw new IllegalStateException(ROOT + "/pom.xml has nothing like " + pattern);
    }
    return matcher.group(1);
  }
}
