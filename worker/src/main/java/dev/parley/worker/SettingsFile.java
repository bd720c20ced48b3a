package dev.parley.worker;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The YAML file of a worker, flat: {@code parley.sandbox.local} with its text and line. Lists are
 * joined by commas. Below {@code micronaut} and {@code endpoints} stands what Micronaut reads.
 */
final class SettingsFile {

  private static final Set<String> MICRONAUT = Set.of("micronaut", "endpoints");

  /** Maps and lists that have readers of their own. */
  private static final Set<String> SECTIONS =
      Set.of("parley.policies", "parley.mcp", "parley.openapi", "parley.sql", "parley.providers");

  private final String name;
  private final Map<String, Given> values = new LinkedHashMap<>();

  private SettingsFile(Path file) {
    this.name = String.valueOf(file.getFileName());
  }

  /** No file at all. */
  static Map<String, Given> none() {
    return Map.of();
  }

  /**
   * All values of a file by their keys.
   *
   * @throws WorkerException.Invalid with file and line, if it cannot be read or is no such YAML
   */
  static Map<String, Given> read(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    SettingsFile read = new SettingsFile(file);
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Node root = new Yaml(options).compose(text);
      if (root != null) {
        read.take("", root);
      }
    } catch (NoSuchFileException e) {
      throw new WorkerException.Invalid(
          "%s: there is no such file; PARLEY_CONFIG names it".formatted(file), e);
    } catch (IOException e) {
      throw new WorkerException.Invalid(
          "%s: cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
    } catch (MarkedYAMLException e) {
      throw new WorkerException.Invalid(
          "%s:%d: no YAML: %s"
              .formatted(read.name, e.getProblemMark().getLine() + 1, e.getProblem()),
          e);
    } catch (YAMLException e) {
      throw new WorkerException.Invalid("%s: no YAML".formatted(file), e);
    }
    return read.values;
  }

  /** Whether the key is Micronaut's. */
  static boolean isMicronauts(String key) {
    return MICRONAUT.stream().anyMatch(section -> key.startsWith(section + "."));
  }

  private void take(String key, Node node) {
    if (SECTIONS.contains(key)) {
      return;
    }
    switch (node) {
      case MappingNode map -> map.getValue().forEach(tuple -> take(key, tuple));
      case SequenceNode list ->
          put(
              key,
              list,
              list.getValue().stream()
                  .map(item -> scalar(key, item))
                  .collect(Collectors.joining(",")));
      default -> put(key, node, scalar(key, node));
    }
  }

  private void take(String key, NodeTuple tuple) {
    String name = scalar(key, tuple.getKeyNode());
    take(key.isEmpty() ? name : key + "." + name, tuple.getValueNode());
  }

  private String scalar(String key, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new WorkerException.Invalid(place(key, node) + ": must be a text, a number or a list");
  }

  private void put(String key, Node node, String text) {
    String place = place(key, node);
    if (key.isEmpty()) {
      throw new WorkerException.Invalid(place + "must be a map that begins with \"parley:\"");
    }
    @Nullable Given before = values.put(key, new Given(text, place));
    if (before != null) {
      throw new WorkerException.Invalid("%s: is there twice".formatted(place));
    }
  }

  private String place(String key, Node node) {
    return "%s:%d: %s".formatted(name, node.getStartMark().getLine() + 1, key);
  }
}
