package dev.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parley.benchmarks.Options.StoreKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Stats.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Stats.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
  }

  @Test
  void processorTimeAndMemoryAreReadBehindAnyProgramName() {
    String stat =
        "17 (a) (b 9) S 1 17 17 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 30 0 4711 2000000 1000 18";

    assertThat(ProcessUse.parse(stat)).isEqualTo(new ProcessUse(3_000, 4_096_000));
  }

  @Test
  void ourOwnProcessorTimeGrows() {
    long pid = ProcessHandle.current().pid();
    org.junit.jupiter.api.Assumptions.assumeTrue(
        java.nio.file.Files.exists(java.nio.file.Path.of("/proc/self/stat")), "no Linux");
    ProcessUse before = ProcessUse.of(pid);

    assertThat(before.residentBytes()).isGreaterThan(10_000_000);
    org.awaitility.Awaitility.await()
        .pollInSameThread()
        .until(() -> ProcessUse.of(pid).cpuMillis() > before.cpuMillis());
  }

  @Test
  void theHeapIsTheSumOfItsGenerations() {
    String serial =
        """
        17:
         def new generation   total 9792K, used 10K [0x1, 0x2, 0x3)
          eden space 8704K,   0% used [0x1, 0x2, 0x3)
         tenured generation   total 21888K, used 90K [0x1, 0x2, 0x3)
           the space 21888K,  37% used [0x1, 0x2, 0x3)
         Metaspace       used 32000K, committed 33000K, reserved 1114112K
        """;

    assertThat(Child.heap(serial)).isEqualTo(100 * 1024);
    assertThat(Child.heap(" garbage-first heap   total 260096K, used 3456K [0x1, 0x2)"))
        .isEqualTo(3456 * 1024);
  }

  @Test
  void theTableSaysWhichAimsAreMissed() {
    Figures figures = new Figures();
    figures.atMost(1.3, "lone", "time, times bare", "", List.of(1.2, 1.4, 1.25));
    figures.atMost(2, "lone", "CPU", "ms", List.of(2.5));
    figures.atLeast(0.8, "many", "turns per second, times bare", "", List.of(0.7, 0.9, 0.75));
    figures.add("many", "time per turn", "ms", List.of(1234.5));

    assertThat(figures.table())
        .containsSubsequence(
            "lone\n",
            "1.25",
            "at most 1.30: met\n",
            "2.50",
            "at most 2.00: MISSED\n",
            "many\n",
            "0.75",
            "at least 0.80: MISSED\n",
            "1,23");
  }

  @Test
  void optionsAreReadAndMistakesNamed() {
    Options all = Options.parse();
    assertThat(all.atOnce()).containsExactly(1, 10, 50, 200);
    assertThat(all.stores()).containsExactlyInAnyOrder(StoreKind.values());
    assertThat(all.wants("turns")).isTrue();

    assertThat(Options.parse("--at-once", "1,7").atOnce()).containsExactly(1, 7);
    assertThatThrownBy(() -> Options.parse("--at-once", "1,x")).hasMessageContaining("\"x\"");

    Options some = Options.parse("--quick", "--store", "sqlite", "--only", "long");
    assertThat(some.rounds()).isEqualTo(1);
    assertThat(some.stores()).containsExactly(StoreKind.SQLITE);
    assertThat(some.wants("turns")).isFalse();
    assertThat(some.wants("long")).isTrue();

    assertThatThrownBy(() -> Options.parse("--fast")).hasMessageContaining("--fast");
    assertThatThrownBy(() -> Options.parse("--only", "x")).hasMessageContaining("\"x\"");
    assertThatThrownBy(() -> Options.parse("--store", "db")).hasMessageContaining("\"db\"");
    assertThatThrownBy(() -> Options.parse("--rounds", "0")).hasMessageContaining("not 0");
    assertThatThrownBy(() -> Options.parse("--rounds")).hasMessageContaining("wants a value");
  }

  @Test
  void theEndpointAnswersEveryCall() throws Exception {
    try (Endpoint endpoint = Endpoint.start();
        var client = java.net.http.HttpClient.newHttpClient()) {
      var request =
          java.net.http.HttpRequest.newBuilder(
                  java.net.URI.create(endpoint.baseUrl() + "/chat/completions"))
              .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
              .build();

      var answer = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());

      var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json.at("/choices/0/message/content").asText()).hasSizeBetween(200, 400);
      assertThat(json.at("/usage/total_tokens").asDouble()).isCloseTo(460, within(0.1));
      assertThat(endpoint.calls()).isEqualTo(1);
    }
  }
}
