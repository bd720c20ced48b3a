package dev.parley.activities.mcp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A program that speaks MCP on its standard streams and behaves badly when it is asked to. */
public final class HostileServer {

  static final String TEXT = "{\"content\":[{\"type\":\"text\",\"text\":%s}]}";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Path folder;
  private final List<String> tools =
      new ArrayList<>(
          List.of(
              tool("echo", "{\"readOnlyHint\":true}"),
              tool("put", "{\"idempotentHint\":true}"),
              tool("pay", "{\"destructiveHint\":true}"),
              "{\"name\":\"bare.tool\",\"inputSchema\":{\"type\":\"object\"}}",
              tool("explode", "{}"),
              tool("flood", "{}"),
              tool("grow", "{}"),
              tool("hang", "{}"),
              tool("fail", "{}"),
              tool("show", "{}"),
              tool("environment", "{}")));

  private HostileServer(Path folder) {
    this.folder = folder;
  }

  private static String tool(String name, String hints) {
    return """
        {"name":"%s","description":"Does %s.","annotations":%s,"inputSchema":{"$schema":\
        "http://json-schema.org/draft-07/schema#","type":"object","properties":{"text":\
        {"type":"string"}}}}"""
        .formatted(name, name, hints);
  }

  /** How to start it: {@code HOW} is {@code well}, {@code badly} or {@code with-child}. */
  static McpServer.Command command(String how, Path folder) {
    return new McpServer.Command(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HostileServer.class.getName(),
            how,
            folder.toString()),
        java.util.Map.of("GIVEN", "yes"),
        java.util.Optional.empty());
  }

  /** Speaks until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "badly" -> {
        System.err.println("cannot read the key file");
        System.exit(3);
      }
      case "with-child" -> {
        Process child = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(folder.resolve("child"), Long.toString(child.pid()));
      }
      default -> System.out.println("Welcome to a server that greets on its standard output!");
    }
    new HostileServer(folder).serve();
  }

  private void serve() throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode message = JSON.readTree(line);
      String method = message.path("method").asText();
      if (method.equals("notifications/cancelled")) {
        Files.writeString(folder.resolve("cancelled"), message.at("/params/requestId").asText());
      }
      if (message.has("id")) {
        answer(message.get("id").toString(), method, message.path("params"));
      }
    }
  }

  private void answer(String id, String method, JsonNode params) throws IOException {
    switch (method) {
      case "initialize" ->
          say(
              id,
              """
              {"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true},\
              "resources":{},"prompts":{}},"serverInfo":{"name":"hostile","version":"1"}}""");
      case "tools/list" -> say(id, page(params.path("cursor").asInt(0)));
      case "tools/call" -> call(id, params.path("name").asText(), params.path("arguments"));
      case "resources/list" -> say(id, "{\"resources\":[{\"uri\":\"mem:a\",\"name\":\"A\"}]}");
      case "resources/templates/list" -> say(id, "{\"resourceTemplates\":[]}");
      case "resources/read" ->
          say(id, "{\"contents\":[{\"uri\":\"mem:a\",\"text\":\"the text of a\"}]}");
      case "prompts/list" ->
          say(id, "{\"prompts\":[{\"name\":\"hi\",\"arguments\":[{\"name\":\"who\"}]}]}");
      case "prompts/get" ->
          say(
              id,
              """
              {"messages":[{"role":"user","content":{"type":"text","text":"Hi, %s!"}}]}"""
                  .formatted(params.at("/arguments/who").asText()));
      default -> say(id, "{}");
    }
  }

  /** Five at a time. */
  private String page(int from) {
    int to = Math.min(tools.size(), from + 5);
    String next = to < tools.size() ? ",\"nextCursor\":\"%d\"".formatted(to) : "";
    return "{\"tools\":[%s]%s}".formatted(String.join(",", tools.subList(from, to)), next);
  }

  private void call(String id, String name, JsonNode arguments) throws IOException {
    Files.writeString(folder.resolve("called"), name);
    switch (name) {
      case "explode" -> System.exit(7);
      case "flood" -> {
        System.err.println("x".repeat(10 << 20));
        text(id, "y".repeat(12 << 20));
      }
      case "grow" -> {
        tools.add(tool("grown", "{}"));
        System.out.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        text(id, "grown");
      }
      case "hang" -> System.out.flush();
      case "fail" ->
          say(
              id,
              "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"no such thing\"}]}");
      case "show" ->
          say(
              id,
              """
              {"content":[{"type":"image","mimeType":"image/png","data":"QUJDRA=="},{"type":\
              "resource","resource":{"uri":"mem:a","text":"the text of a"}},{"type":\
              "resource_link","uri":"mem:b","name":"B"}]}""");
      case "environment" -> text(id, String.join(",", new TreeSet<>(System.getenv().keySet())));
      default -> text(id, arguments.toString());
    }
  }

  private static void text(String id, String text) throws IOException {
    say(id, TEXT.formatted(JSON.writeValueAsString(text)));
  }

  private static void say(String id, String result) {
    System.out.println("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(id, result));
    System.out.flush();
  }
}
