package dev.parley.client.teamfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One file for each mistake. Lines that start with {@code #!} are the errors it must give, all of
 * them and no others; {@code #schema: passes} marks mistakes that no schema can see.
 */
class MistakesTest {

  static Stream<String> mistakes() {
    return TestFiles.in("mistakes").stream().map(TestFiles::name);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyMistakeIsReportedWithItsLinePathAndRemedy(String name) {
    Path file = TestFiles.path("mistakes/" + name + ".yaml");
    String folder = file.getParent() + "/";
    List<String> expected =
        TestFiles.text(file)
            .lines()
            .filter(l -> l.startsWith("#! "))
            .map(l -> l.substring(3))
            .toList();

    Reading reading = TeamFile.read(file);

    assertThat(reading.errors())
        .extracting(p -> p.toString().replace(file + ":", "").replace(folder, "").strip())
        .containsExactlyElementsOf(expected);
    assertThat(expected).isNotEmpty();
    assertThat(reading.blueprint()).isEmpty();
  }

  @Test
  void theFormOfAnErrorIsTheContract() {
    Reading reading =
        TeamFile.read(
            """
            name: coding
            agents:
              coder:
                type: AssistantAgent
                modle: openai:gpt-4o
            team: { type: RoundRobinGroupChat, participants: [coder], maxTurns: 1 }
            """,
            "coding.yaml");

    assertThat(reading.errors())
        .extracting(Problem::toString)
        .containsExactly("coding.yaml:5: agents.coder.modle: unknown key; did you mean \"model\"?");
  }

  @Test
  void theExceptionHoldsEveryError() {
    Reading reading = TeamFile.read(TestFiles.path("mistakes/many-at-once.yaml"));

    assertThat(org.assertj.core.api.Assertions.catchThrowable(reading::orThrow))
        .isInstanceOf(TeamFileException.class)
        .hasMessageContaining("did you mean \"CodeExecutorAgent\"?")
        .satisfies(e -> assertThat(((TeamFileException) e).lines()).hasSize(7));
  }
}
