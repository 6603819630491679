/**
 * What endpoints of the API are made with, the API's own and those of features: {@link
 * org.parvis.server.endpoint.Endpoints} serves a request in one transaction for somebody whose login was checked, {@link
 * org.parvis.server.endpoint.ApiCall} reads it, {@link org.parvis.server.endpoint.ApiFault} refuses it, {@link
 * org.parvis.server.endpoint.Json} words the answer.
 */
@NullMarked
package org.parvis.server.endpoint;

import org.jspecify.annotations.NullMarked;
