package dev.parley.worker.people;

/**
 * What a browser is answered.
 *
 * @param status of HTTP
 * @param html the whole page
 */
record Page(int status, String html) {}
