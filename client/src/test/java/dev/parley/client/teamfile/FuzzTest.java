package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a file, reading it gives a reading: a blueprint or errors with lines. */
class FuzzTest {

  private static final String[] WORDS = {
    "[]", "{}", "null", "true", "-1", "1e99", "''", "x", "{ a: b }", "[1, [2]]",
        "9999999999999999999",
    "user", "end", "coder", "${X}", "any", "external", "0x10", "!tag y", "*a", "&a z",
        "TwoAgentChat"
  };

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noFileMakesTheReaderFail(int seed) {
    var random = new Random(seed);
    List<Path> examples = TestFiles.in("examples");
    for (int i = 0; i < 50; i++) {
      String text = TestFiles.text(examples.get(random.nextInt(examples.size())));
      String mutated = mutate(text, random);

      Reading reading = TeamFile.read(mutated, "mutated.yaml");

      assertThat(reading.blueprint().isPresent()).as(mutated).isEqualTo(reading.errors().isEmpty());
      assertThat(reading.errors())
          .as(mutated)
          .allMatch(p -> p.line() <= mutated.lines().count() + 1 && !p.message().isEmpty());
      reading
          .blueprint()
          .ifPresent(
              blueprint ->
                  assertThat(TeamFile.read(TeamFileWriter.write(blueprint), "again").blueprint())
                      .as(mutated)
                      .contains(blueprint));
    }
  }

  private static String mutate(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int n = 0; n <= random.nextInt(3); n++) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(5)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, line);
        case 2 ->
            lines.set(
                at,
                line.replaceFirst(
                    ": .*", Matcher.quoteReplacement(": " + WORDS[random.nextInt(WORDS.length)])));
        case 3 -> lines.set(at, line.replaceFirst("[a-z]", ""));
        default -> {
          int cut = line.isEmpty() ? 0 : random.nextInt(line.length());
          lines.set(
              at,
              line.substring(0, cut) + WORDS[random.nextInt(WORDS.length)] + line.substring(cut));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
