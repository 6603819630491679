/**
 * Turning real data into venues: footprints, roof faces, stations and festival squares in GeoJSON, CityJSON 2.0, and
 * indoor layers with storeys.
 *
 * <p>Way in: {@link org.parvis.world.imports.VenueImport}. Flaws of real data are mended and told as notes; a file that
 * cannot be understood ends in a {@link org.parvis.world.fault.BundleException} with every fault. Nothing here is used by
 * a running server.
 */
@NullMarked
package org.parvis.world.imports;

import org.jspecify.annotations.NullMarked;
