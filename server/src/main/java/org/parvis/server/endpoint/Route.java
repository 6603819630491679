package org.parvis.server.endpoint;

/**
 * Where an endpoint answers. Immutable, any thread.
 *
 * @param method upper case, such as {@code GET}
 * @param template path with variables in braces, such as {@code /v1/doors/{id}}
 */
public record Route(String method, String template) {}
