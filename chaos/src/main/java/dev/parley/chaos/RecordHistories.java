package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command that records golden histories: {@code --to DIR} gets a file for each run of each kind
 * of conversation. Names of machines and processes are taken out.
 */
public final class RecordHistories {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RecordHistories() {}

  /** Records into the folder that {@code --to} names; {@code --only KIND} records one kind. */
  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments);
    if (options.size() < 2 || !options.getFirst().equals("--to")) {
      throw new IllegalArgumentException("write --to DIR, and perhaps --only KIND");
    }
    Path target = Files.createDirectories(Path.of(options.get(1)));
    Path temporal =
        TemporalProgram.find(System.getenv())
            .orElseThrow(() -> new IllegalStateException(TemporalProgram.remedy()));
    try (Lab lab = Lab.open(temporal, Files.createTempDirectory("parley-record"))) {
      for (Map.Entry<String, Scenario> one : Scenarios.all().entrySet()) {
        if (options.size() < 4 || options.get(3).equals(one.getKey())) {
          one.getValue().play(lab, one.getKey());
          lab.awaitClosed(one.getKey());
          write(target, one.getKey(), lab.histories(one.getKey()));
        }
      }
    }
  }

  private static void write(Path target, String kind, List<RunHistory> runs) throws IOException {
    for (int i = 0; i < runs.size(); i++) {
      Path file = target.resolve("%s.%d.json".formatted(kind, i + 1));
      Files.writeString(file, anonymous(runs.get(i).forReplay().toJson(false)) + "\n");
    }
  }

  /** Without the names of processes and of the queues that are named after them. */
  static String anonymous(String history) throws IOException {
    JsonNode tree = JSON.readTree(history);
    strip(tree);
    return JSON.writeValueAsString(tree);
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("identity")) {
        object.put("identity", "worker");
      }
      if (object.path("kind").asText().equals("TASK_QUEUE_KIND_STICKY")) {
        object.put("name", "sticky");
      }
    }
    node.forEach(RecordHistories::strip);
  }
}
