package dev.parley.activities.code;

import dev.parley.agents.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes the files that a run left: regular files with safe names only, up to the limits. All or
 * nothing: beyond a limit the workspace stays as it was before the run, and a note says so.
 */
final class Capture {

  private static final int NAMED_IN_A_NOTE = 5;
  private static final String UNSAFE = "an unsafe name";

  private final Workspace before;
  private final Limits limits;
  private final Path spool;
  private final Map<String, WorkspaceFile> files = new LinkedHashMap<>();
  private final Map<String, List<String>> skipped = new LinkedHashMap<>();
  private long bytes;
  private String overLimit = "";

  /**
   * @param spool folder of the worker in which the bytes of changed files are put
   */
  Capture(Workspace before, Limits limits, Path spool) {
    this.before = before;
    this.limits = limits;
    this.spool = spool;
  }

  /**
   * What was taken.
   *
   * @param kept false: nothing was taken, the workspace is the one before the run
   */
  record Captured(
      Workspace workspace, List<WorkspaceFile> changed, List<String> notes, boolean kept) {}

  /** False once a limit is reached. */
  boolean takesMore() {
    return overLimit.isEmpty();
  }

  /**
   * Takes an archive. It is read to its end only while there is room: a stranger may have made
   * files that claim to be huge.
   */
  void take(InputStream archive) throws IOException {
    var tar = new TarReader(archive);
    for (Optional<TarReader.Entry> entry = tar.next();
        entry.isPresent() && takesMore();
        entry = takesMore() ? tar.next() : Optional.empty()) {
      take(entry.get(), tar);
    }
  }

  private void take(TarReader.Entry entry, TarReader tar) throws IOException {
    switch (entry.type()) {
      case FOLDER -> {}
      case FILE -> file(entry, tar);
      case HARD_LINK -> hardLink(entry.name(), entry.target());
      case SYMBOLIC_LINK -> skip(entry.name(), "a link");
      case OTHER -> skip(entry.name(), "no regular file");
    }
  }

  private void file(TarReader.Entry entry, TarReader tar) throws IOException {
    if (!FileNames.isSafe(entry.name())) {
      skip(entry.name(), UNSAFE);
    } else if (fits(entry.size())) {
      add(store(entry, tar));
    }
  }

  /** A second name of a file that was taken before. */
  private void hardLink(String name, String target) {
    WorkspaceFile file = files.get(target);
    if (file == null) {
      skip(name, "a link");
    } else if (!FileNames.isSafe(name)) {
      skip(name, UNSAFE);
    } else if (fits(file.size())) {
      add(reused(name, file.size(), file.sha256(), file.executable(), file.bytes()));
    }
  }

  /** Notes that something is not kept. */
  void skip(String name, String why) {
    skipped.computeIfAbsent(why, any -> new ArrayList<>()).add(FileNames.printable(name));
  }

  private boolean fits(long size) {
    if (files.size() >= limits.workspaceFiles()) {
      overLimit = "it holds more than %d files".formatted(limits.workspaceFiles());
    } else if (bytes + size > limits.workspaceBytes()) {
      overLimit = "it holds more than " + Limits.size(limits.workspaceBytes());
    }
    return takesMore();
  }

  private void add(WorkspaceFile file) {
    files.put(file.name(), file);
    bytes += file.size();
  }

  private WorkspaceFile store(TarReader.Entry entry, TarReader tar) throws IOException {
    Path path = spool.resolve(Integer.toString(files.size()));
    String digest = copy(tar, entry.size(), path);
    ByteSource bytes = () -> Files.newInputStream(path);
    WorkspaceFile file = reused(entry.name(), entry.size(), digest, entry.executable(), bytes);
    if (before.files().contains(file)) {
      Files.delete(path);
    }
    return file;
  }

  /** The file as it was before, if it is still the same: its bytes need no new place. */
  private WorkspaceFile reused(
      String name, long size, String digest, boolean executable, ByteSource bytes) {
    var file = new WorkspaceFile(name, size, digest, executable, bytes);
    return before.file(name).filter(file::sameAs).orElse(file);
  }

  private static String copy(TarReader tar, long size, Path path) throws IOException {
    MessageDigest digest = WorkspaceFile.digest();
    byte[] buffer = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(path)) {
      for (long left = size; left > 0; ) {
        int read = tar.read(buffer, (int) Math.min(buffer.length, left));
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What was taken, or what was there before. */
  Captured done() {
    if (!overLimit.isEmpty()) {
      return refused(overLimit);
    }
    Workspace after = new Workspace(List.copyOf(files.values()));
    List<WorkspaceFile> changed =
        after.files().stream().filter(file -> !before.files().contains(file)).toList();
    return new Captured(after, changed, notes(), true);
  }

  /** Nothing was taken. */
  Captured refused(String why) {
    String note =
        "The files of this run were not kept, the workspace is as it was before: "
            + why
            + ". Leave fewer or smaller files.";
    return new Captured(before, List.of(), List.of(note), false);
  }

  private List<String> notes() {
    return skipped.entrySet().stream().map(e -> note(e.getKey(), e.getValue())).toList();
  }

  private static String note(String why, List<String> names) {
    String some =
        names.stream()
            .limit(NAMED_IN_A_NOTE)
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(", "));
    int more = names.size() - NAMED_IN_A_NOTE;
    return "Not kept: %s%s (%s)."
        .formatted(some, more > 0 ? " and %d more".formatted(more) : "", why);
  }
}
