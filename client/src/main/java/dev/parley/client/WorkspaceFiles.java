package dev.parley.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.FileRef;
import dev.parley.transcript.Json;
import dev.parley.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a conversation as the last code run left them. */
final class WorkspaceFiles {

  private WorkspaceFiles() {}

  static List<FileRef> of(Transcript transcript, String conversation, List<Entry> entries) {
    return entries.reversed().stream()
        .flatMap(
            entry ->
                entry.words().detail() instanceof Entry.CodeResult run && run.workspace() != null
                    ? Stream.of(run.workspace())
                    : Stream.empty())
        .findFirst()
        .map(digest -> manifest(transcript.blobs().get(conversation, digest)))
        .orElseGet(() -> fromTask(entries));
  }

  private static List<FileRef> fromTask(List<Entry> entries) {
    return entries.stream()
        .flatMap(
            entry ->
                entry.words().detail() instanceof Entry.Task task
                    ? task.files().stream()
                    : Stream.empty())
        .toList();
  }

  private static List<FileRef> manifest(byte[] json) {
    try {
      List<FileRef> files = new ArrayList<>();
      JsonNode list =
          Json.mapper().readTree(new String(json, StandardCharsets.UTF_8)).path("files");
      for (JsonNode file : list) {
        files.add(
            new FileRef(
                file.path("name").asText(),
                file.path("size").asLong(),
                file.path("digest").asText()));
      }
      return files;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the list of the workspace's files is no JSON", e);
    }
  }
}
