package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After {@code setup} nothing needs a network but the model's endpoint, and nothing else asks for
 * one: the launcher's commands in a network namespace that has only its loopback. There the kernel
 * counts what had nowhere to go, so also what fails in silence is seen: a look-up, news, a beacon.
 */
class OfflineTest {

  /** Whoever is not root gets a namespace only together with one of users. */
  private static final String ALONE =
      "if [ \"$(id -u)\" = 0 ]; then own=; else own=--map-root-user; fi; unshare --net $own ";

  private static final String LOOPBACK = "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up\n";

  private static final String COUNTED =
      """
      stray() {
        awk '/^Ip:/ { if (!at) { for (i = 1; i <= NF; i++) if ($i == "OutNoRoutes") at = i } else n += $at }
             $1 == "Ip6OutNoRoutes" { n += $2 } END { print n + 0 }' /proc/net/snmp /proc/net/snmp6
      }
      """;

  private static final String TEAM =
      """
      name: offline
      models:
        script:
          provider: scripted
          replies: [ "Six times seven.", "It is 42. TERMINATE" ]
      agents:
        ada: { type: AssistantAgent, model: script, system: Talk. }
        bob: { type: AssistantAgent, model: script, system: Talk. }
      team:
        type: RoundRobinGroupChat
        participants: [ada, bob]
        termination: { textMention: TERMINATE }
      """;

  private static final String COMMANDS =
      """
      trap './parley dev --stop >/dev/null 2>&1 || true; kill $endpoint' EXIT
      "$JAVA" -cp "$CLASSES" dev.parley.examples.OfflineEndpoint "$PARLEY_HOME/url" &
      endpoint=$!
      until [ -f "$PARLEY_HOME/url" ]; do sleep 0.1; done
      export OPENAI_BASE_URL=$(cat "$PARLEY_HOME/url") OPENAI_API_KEY=sk-test
      step() { echo "== $*"; before=$(stray); "$@"; echo "== stray: $(($(stray) - before))"; }

      step ./parley demo
      step ./parley run "$TEAM" "What is 6 times 7?" --id scripted
      step ./parley run assistant "What is 6 times 7?" --model openai:gpt-4o --id called
      step ./parley run "$TEAM" "Again." --detach --id behind
      step ./parley watch behind
      step ./parley show called
      step ./parley list
      step ./parley check "$TEAM"
      step ./parley teams
      step ./parley models
      step ./parley doctor
      step ./parley setup
      step ./parley dev --stop
      """;

  @TempDir private Path scratch;

  @BeforeEach
  void requireParts() throws Exception {
    Clone.requireTemporal();
    boolean possible = Clone.bash(scratch, Map.of(), inside("true")).exit() == 0;
    Clone.require("namespaces", possible, "no network namespace without a network: unshare, ip");
  }

  @Test
  void everythingRunsWithoutANetworkAndNothingAsksForOne() throws Exception {
    Path team = Files.writeString(scratch.resolve("offline.yaml"), TEAM);
    Path home = Files.createDirectory(scratch.resolve("home"));

    Clone.Ran ran = Clone.bash(scratch, environment(home, team), inside(COMMANDS));

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(ran.output())
        .contains("North averages 412.50", "1 crash survived")
        .containsSubsequence("--id scripted", "It is 42.", "--id called", "It is 42.")
        .containsSubsequence("watch behind", "It is 42.", "show called", "What is 6 times 7?")
        .contains("✓ Temporal", "✓ store", "✓ model openai");
    assertThat(ran.output().lines().filter(line -> line.startsWith("== stray:")))
        .as(ran.output())
        .hasSize(13)
        .containsOnly("== stray: 0");
    assertThat(complaints(home)).isEmpty();
  }

  /** Else the test above would see nothing whatever is sent. */
  @Test
  void whatHasNowhereToGoIsCounted() throws Exception {
    Clone.Ran ran =
        Clone.bash(
            scratch,
            Map.of(),
            inside(
                """
                stray
                (echo hello >/dev/tcp/192.0.2.1/80) 2>/dev/null || true
                (echo hello >/dev/udp/192.0.2.1/53) 2>/dev/null || true
                stray
                """));

    assertThat(ran.output().lines()).containsExactly("0", "2");
  }

  private Map<String, String> environment(Path home, Path team) {
    return Map.of(
        "PARLEY_HOME", home.toString(),
        "TEAM", team.toString(),
        "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "CLASSES", System.getProperty("java.class.path"));
  }

  private String inside(String script) throws IOException {
    Path file = Files.createTempFile(scratch, "alone", ".sh");
    Files.writeString(file, LOOPBACK + COUNTED + script);
    return ALONE + "bash -e '" + file + "'";
  }

  /** What logs say of a network that is not there. */
  private static List<String> complaints(Path home) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
      for (Path log : logs.toList()) {
        Files.readAllLines(log).stream()
            .filter(
                line ->
                    line.matches(
                        "(?i).*(unknownhost|unreachable|no such host|name resolution|noroute).*"))
            .forEach(all::add);
      }
    }
    return all;
  }
}
