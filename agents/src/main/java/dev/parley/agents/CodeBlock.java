package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A block of code in a message.
 *
 * @param language in lower case, inferred where the fence names none; empty: unknown
 * @param text the code, without the fence
 * @param filename the file that its first line names ({@code # filename: NAME}), if it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CodeBlock(String language, String text, @Nullable String filename) {}
