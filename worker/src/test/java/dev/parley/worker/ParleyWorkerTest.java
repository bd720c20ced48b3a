package dev.parley.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker takes before it starts. */
class ParleyWorkerTest {

  @TempDir private Path folder;

  private ParleyWorker worker() {
    return ParleyWorker.connect(
        WorkerSettings.builder()
            .environment(Map.of("PARLEY_STORE", "sqlite:" + folder.resolve("parley.db")))
            .folder(folder)
            .build());
  }

  static class Payments {
    @Tool
    String refund(long id) {
      return "refunded " + id;
    }
  }

  static class Others {
    @Tool(name = "refund")
    String giveBack(long id) {
      return "given back " + id;
    }
  }

  @Test
  void toolsAreObjectsWithMethods() {
    assertThatCode(() -> worker().tools(new Payments())).doesNotThrowAnyException();
    assertThatThrownBy(() -> worker().tools("no tool"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tools: java.lang.String has no method with @Tool");
  }

  @Test
  void twoToolsOfOneNameAreRefusedAtOnceWithTheirPlaces() {
    ParleyWorker worker = worker().tools(new Payments());

    assertThatThrownBy(() -> worker.tools(new Others()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Payments.refund(long)")
        .hasMessageContaining("Others.giveBack(long)");
  }
}
