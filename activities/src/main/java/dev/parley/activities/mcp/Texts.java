package dev.parley.activities.mcp;

import dev.parley.transcript.Json;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server answers as a text for models. Bytes are named, not shown. */
final class Texts {

  private Texts() {}

  /** A result; what has only a structure is JSON. */
  static String of(McpSchema.CallToolResult result) {
    if (result.content().isEmpty() && result.structuredContent() != null) {
      return Json.write(result.structuredContent());
    }
    return result.content().stream().map(Texts::of).collect(Collectors.joining("\n"));
  }

  private static String of(McpSchema.Content content) {
    return switch (content) {
      case McpSchema.TextContent text -> text.text();
      case McpSchema.ImageContent image -> bytes("image", image.mimeType(), image.data());
      case McpSchema.AudioContent audio -> bytes("audio", audio.mimeType(), audio.data());
      case McpSchema.EmbeddedResource embedded -> of(embedded.resource());
      case McpSchema.ResourceLink link ->
          "[resource %s]".formatted(joined(link.uri(), link.name(), link.description()));
      default -> "[%s]".formatted(content.type());
    };
  }

  private static String bytes(String what, @Nullable String type, @Nullable String base64) {
    int size = base64 == null ? 0 : base64.length() / 4 * 3;
    return "[%s, about %d bytes, not shown]".formatted(joined(what, type), size);
  }

  /** The contents of a resource. */
  static String of(McpSchema.ResourceContents contents) {
    return switch (contents) {
      case McpSchema.TextResourceContents text -> text.text();
      case McpSchema.BlobResourceContents blob ->
          bytes("resource " + blob.uri(), blob.mimeType(), blob.blob());
      default -> "[resource %s]".formatted(contents.uri());
    };
  }

  static String of(McpSchema.ReadResourceResult result) {
    return result.contents().stream().map(Texts::of).collect(Collectors.joining("\n"));
  }

  static String of(McpSchema.GetPromptResult result) {
    return result.messages().stream()
        .map(message -> "%s: %s".formatted(lower(message.role()), of(message.content())))
        .collect(Collectors.joining("\n"));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Resources and templates of their names, one a line. */
  static String of(List<McpSchema.Resource> resources, List<McpSchema.ResourceTemplate> templates) {
    List<String> lines = new ArrayList<>();
    resources.forEach(
        one -> lines.add(joined(one.uri(), one.name(), one.mimeType(), one.description())));
    templates.forEach(
        one -> lines.add(joined(one.uriTemplate(), one.name(), one.mimeType(), one.description())));
    return lines.isEmpty() ? "none" : String.join("\n", lines);
  }

  /** Prompts with their arguments, one a line. */
  static String of(List<McpSchema.Prompt> prompts) {
    return prompts.isEmpty()
        ? "none"
        : prompts.stream().map(Texts::of).collect(Collectors.joining("\n"));
  }

  private static String of(McpSchema.Prompt prompt) {
    List<McpSchema.PromptArgument> arguments =
        prompt.arguments() == null ? List.of() : prompt.arguments();
    String named =
        arguments.stream()
            .map(one -> one.name() + (Boolean.TRUE.equals(one.required()) ? "" : "?"))
            .collect(Collectors.joining(", ", "(", ")"));
    return joined(prompt.name() + named, prompt.description());
  }

  private static String joined(@Nullable String... parts) {
    StringJoiner all = new StringJoiner(", ");
    for (String part : parts) {
      if (part != null && !part.isBlank()) {
        all.add(part);
      }
    }
    return all.toString();
  }
}
