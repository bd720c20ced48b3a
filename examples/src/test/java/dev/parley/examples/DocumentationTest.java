package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.activities.models.EndpointAnswer;
import dev.parley.activities.models.ModelEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every command that README and guides show is run as it stands there, block by block. */
class DocumentationTest {

  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern TEST = Pattern.compile("mvn -pl (\\w+) test -Dtest=(\\w+)`");
  private static final Pattern OPTION =
      Pattern.compile("mvn -pl chaos validate exec:exec -Dchaos.args=\"(--\\w+)");
  private static final String OPTIONS = "chaos/src/main/java/dev/parley/chaos/Options.java";

  @TempDir private static Path scratch;
  private static ModelEndpoint endpoint;

  @BeforeAll
  static void start() {
    Clone.requireTemporal();
    endpoint = ModelEndpoint.always(EndpointAnswer.text("42. TERMINATE"));
  }

  @AfterAll
  static void stop() {
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @TestFactory
  List<DynamicTest> everyCommandWorks() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      Matcher blocks = BLOCK.matcher(Files.readString(page));
      int number = 0;
      while (blocks.find()) {
        number++;
        String script = parley(blocks.group(1));
        String name = "%s, block %d".formatted(Clone.ROOT.relativize(page), number);
        if (!script.isBlank()) {
          tests.add(DynamicTest.dynamicTest(name, () -> runs(script)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(8);
    return tests;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Clone.ROOT.resolve("README.md")));
    try (Stream<Path> guides = Files.list(Clone.ROOT.resolve("docs/guides"))) {
      guides.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** The lines for Parley: the others need a registry, or set keys that the test has set. */
  private static String parley(String block) {
    StringBuilder script = new StringBuilder();
    block
        .lines()
        .filter(line -> line.startsWith("./parley"))
        .forEach(line -> script.append(line).append('\n'));
    return script.toString();
  }

  private static void runs(String script) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory(scratch, "home");
    Map<String, String> environment = new TreeMap<>();
    environment.put("PARLEY_HOME", home.toString());
    environment.put("OPENAI_API_KEY", "sk-test");
    environment.put("OPENAI_BASE_URL", endpoint.baseUrl());
    environment.put("OLLAMA_HOST", "http://127.0.0.1:" + endpoint.port());
    // A server and a worker that a block leaves running end with it.
    Clone.Ran ran =
        Clone.bash(
            scratch,
            environment,
            "trap './parley dev --stop >/dev/null 2>&1 || true' EXIT\n" + script);
    assertThat(ran.exit()).as(script + "\n" + ran.output()).isZero();
  }

  @Test
  void eachGuaranteeNamesATestOrAnOptionThatIsThere() throws IOException {
    String page = Files.readString(Clone.ROOT.resolve("docs/guarantees.md"));
    List<String> rows = page.lines().filter(line -> line.contains("`mvn -pl ")).toList();
    assertThat(rows).hasSizeGreaterThan(10);
    for (String row : rows) {
      Matcher test = TEST.matcher(row);
      Matcher option = OPTION.matcher(row);
      if (test.find()) {
        try (Stream<Path> all = Files.walk(Clone.ROOT.resolve(test.group(1) + "/src/test/java"))) {
          assertThat(all).as(row).anyMatch(file -> file.endsWith(test.group(2) + ".java"));
        }
      } else {
        assertThat(option.find()).as(row).isTrue();
        assertThat(Files.readString(Clone.ROOT.resolve(OPTIONS))).contains(option.group(1));
      }
    }
  }

  @Test
  void pagesLinkOnlyToWhatIsThere() throws IOException {
    Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
    for (Path page : pages()) {
      Matcher links = link.matcher(Files.readString(page));
      while (links.find()) {
        assertThat(page.resolveSibling(links.group(1)).normalize()).as(page.toString()).exists();
      }
    }
  }
}
