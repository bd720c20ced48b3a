package dev.parley.activities.models;

/**
 * How a request was sent, as far as its words do not say it. No key is in it.
 *
 * @param address the base URL of the endpoint
 * @param streamed whether the answer was asked for in pieces
 * @param digest SHA-256 of the body, lower-case hex
 */
public record Sent(String address, boolean streamed, String digest) {}
