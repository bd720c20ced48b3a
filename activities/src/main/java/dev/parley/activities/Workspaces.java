package dev.parley.activities;

import dev.parley.activities.code.ByteSource;
import dev.parley.activities.code.Workspace;
import dev.parley.activities.code.WorkspaceFile;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.FileRef;
import dev.parley.transcript.BlobStore;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a conversation between two code runs, as blobs: the next run can happen on any
 * worker. A run's entry names the blob that lists them.
 */
final class Workspaces {

  private static final Logger LOG = LoggerFactory.getLogger(Workspaces.class);

  private final BlobStore blobs;

  Workspaces(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** A list of files as it is stored. */
  private record Manifest(List<Stored> files) {}

  /** A file as it is stored: its bytes are the blob of the digest. */
  private record Stored(String name, long size, String sha256, boolean executable, String digest) {}

  /** The workspace before the next run: the last run's, or the files that came with the task. */
  Workspace before(String conversation, List<Entry> entries) {
    Optional<String> manifest =
        entries.reversed().stream()
            .map(entry -> entry.words().detail())
            .flatMap(
                detail ->
                    detail instanceof Entry.CodeResult run
                        ? Optional.ofNullable(run.workspace()).stream()
                        : java.util.stream.Stream.empty())
            .findFirst();
    return manifest
        .map(digest -> restored(conversation, read(conversation, digest)))
        .orElseGet(() -> fromTask(conversation, entries));
  }

  private Workspace restored(String conversation, Manifest manifest) {
    return new Workspace(
        manifest.files().stream()
            .map(
                file ->
                    new WorkspaceFile(
                        file.name(),
                        file.size(),
                        file.sha256(),
                        file.executable(),
                        source(conversation, file.digest())))
            .toList());
  }

  private ByteSource source(String conversation, String digest) {
    return () -> new java.io.ByteArrayInputStream(blobs.get(conversation, digest));
  }

  /**
   * Clients refuse such names at the start; one that did not must not have the run tried for ever.
   */
  private Workspace fromTask(String conversation, List<Entry> entries) {
    try {
      return named(conversation, entries);
    } catch (IllegalArgumentException e) {
      LOG.debug("{}: the task's files make no workspace", conversation);
      throw Failures.terminal(
          "badFile",
          "the files that came with the task have names that are not safe, or the same name twice;"
              + " start it again with other names");
    }
  }

  private Workspace named(String conversation, List<Entry> entries) {
    List<WorkspaceFile> files = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.words().detail() instanceof Entry.Task task) {
        task.files()
            .forEach(
                file ->
                    files.add(
                        WorkspaceFile.of(file.name(), blobs.get(conversation, file.digest()))));
      }
    }
    return new Workspace(files);
  }

  private Manifest read(String conversation, String digest) {
    return Json.read(
        new String(blobs.get(conversation, digest), StandardCharsets.UTF_8), Manifest.class);
  }

  /** Files whose bytes are in the store. */
  record Saved(String manifest, List<FileRef> changed) {}

  /** Stores the workspace after a run; what did not change is not stored again. */
  Saved save(
      String conversation, List<Entry> before, Workspace workspace, List<WorkspaceFile> changed) {
    Map<String, String> known = digests(conversation, before);
    List<Stored> stored = new ArrayList<>();
    for (WorkspaceFile file : workspace.files()) {
      String digest = known.get(file.sha256());
      if (digest == null) {
        digest = blobs.put(conversation, bytes(file));
        known.put(file.sha256(), digest);
      }
      stored.add(new Stored(file.name(), file.size(), file.sha256(), file.executable(), digest));
    }
    String manifest =
        blobs.put(conversation, Json.write(new Manifest(stored)).getBytes(StandardCharsets.UTF_8));
    List<FileRef> refs =
        changed.stream()
            .map(
                file ->
                    new FileRef(file.name(), file.size(), known.getOrDefault(file.sha256(), "")))
            .toList();
    return new Saved(manifest, refs);
  }

  private Map<String, String> digests(String conversation, List<Entry> entries) {
    Map<String, String> known = new HashMap<>();
    for (Entry entry : entries.reversed()) {
      if (entry.words().detail() instanceof Entry.CodeResult run && run.workspace() != null) {
        read(conversation, run.workspace())
            .files()
            .forEach(file -> known.put(file.sha256(), file.digest()));
        break;
      }
    }
    return known;
  }

  private static byte[] bytes(WorkspaceFile file) {
    try {
      return file.bytes().read();
    } catch (IOException e) {
      throw new UncheckedIOException("workspace: cannot read " + file.name(), e);
    }
  }

  /** All files after the last run, or those of the task: what {@code files} lists. */
  static List<FileRef> files(BlobStore blobs, String conversation, List<Entry> entries) {
    Workspaces workspaces = new Workspaces(blobs);
    for (Entry entry : entries.reversed()) {
      if (entry.words().detail() instanceof Entry.CodeResult run && run.workspace() != null) {
        return workspaces.read(conversation, run.workspace()).files().stream()
            .map(file -> new FileRef(file.name(), file.size(), file.digest()))
            .toList();
      }
    }
    return entries.stream()
        .flatMap(
            entry ->
                entry.words().detail() instanceof Entry.Task task
                    ? task.files().stream()
                    : java.util.stream.Stream.empty())
        .toList();
  }
}
