package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of guarantees names tests that there are, in the modules in which they are. */
class GuaranteesTest {

  private static final Path ROOT = Path.of(System.getProperty("parley.root", ".."));

  /** {@code -pl chaos test -Dtest=ChaosTest}. */
  private static final Pattern COMMAND = Pattern.compile("-pl ([a-z]+) test -Dtest=(\\w+)");

  /** A module and the classes in it: {@code chaos `OneTest`, `OtherTest`}. */
  private static final Pattern CELL =
      Pattern.compile("([a-z]+) `\\w+(?:Test|Rules)`(?:, `\\w+(?:Test|Rules)`)*");

  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

  /** {@code MODULE/CLASS} of each test that the page names. */
  private static Stream<String> named(String page) {
    Stream<String> commands =
        COMMAND.matcher(page).results().map(found -> found.group(1) + "/" + found.group(2));
    Stream<String> cells = CELL.matcher(page).results().flatMap(GuaranteesTest::inCell);
    return Stream.concat(commands, cells);
  }

  private static Stream<String> inCell(MatchResult cell) {
    return CLASS.matcher(cell.group()).results().map(found -> cell.group(1) + "/" + found.group(1));
  }

  private static boolean exists(String test) {
    String[] parts = test.split("/", 2);
    try (Stream<Path> files = Files.walk(ROOT.resolve(parts[0]).resolve("src/test/java"))) {
      return files.anyMatch(file -> file.endsWith(parts[1] + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachTestThatIsNamedIsThere() throws IOException {
    List<String> named = named(Files.readString(ROOT.resolve("docs/guarantees.md"))).toList();

    assertThat(named).hasSizeGreaterThan(40).allSatisfy(test -> assertThat(exists(test)).isTrue());
    assertThat(exists("chaos/NoSuchTest")).isFalse();
  }
}
