package dev.parley.activities.code;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a conversation between two runs: regular files only, no links, no empty folders,
 * sorted by name. How they are stored is the caller's business.
 */
public record Workspace(List<WorkspaceFile> files) {

  /** No file. */
  public static final Workspace EMPTY = new Workspace(List.of());

  public Workspace {
    files = files.stream().sorted(Comparator.comparing(WorkspaceFile::name)).toList();
    Set<String> names = new HashSet<>();
    for (WorkspaceFile file : files) {
      if (!names.add(file.name())) {
        throw new IllegalArgumentException(
            "workspace: \"%s\" is there twice".formatted(file.name()));
      }
    }
    for (String folder : folders(files)) {
      if (names.contains(folder)) {
        throw new IllegalArgumentException(
            "workspace: \"%s\" is a file and a folder".formatted(folder));
      }
    }
  }

  /** The given files. */
  public static Workspace of(WorkspaceFile... files) {
    return new Workspace(List.of(files));
  }

  /** The file of the given name, if it is there. */
  public Optional<WorkspaceFile> file(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst();
  }

  /** Bytes of all files. */
  public long size() {
    return files.stream().mapToLong(WorkspaceFile::size).sum();
  }

  /** The folders that the names imply, each after the one it is in. */
  List<String> folders() {
    return folders(files);
  }

  private static List<String> folders(List<WorkspaceFile> files) {
    return files.stream().flatMap(file -> prefixes(file.name())).distinct().sorted().toList();
  }

  private static Stream<String> prefixes(String name) {
    return IntStream.range(0, name.length())
        .filter(at -> name.charAt(at) == '/')
        .mapToObj(at -> name.substring(0, at));
  }

  /**
   * Requires that a run within the given limits can take it.
   *
   * @throws SandboxRefused if it is too big
   */
  void requireWithin(Limits limits) {
    if (files.size() > limits.workspaceFiles() || size() > limits.workspaceBytes()) {
      throw new SandboxRefused(
          "The workspace has %d files of %d bytes together; this worker takes %d files of %d bytes."
              .formatted(files.size(), size(), limits.workspaceFiles(), limits.workspaceBytes()));
    }
  }
}
