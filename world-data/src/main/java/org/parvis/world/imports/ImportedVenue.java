package org.parvis.world.imports;

import java.util.List;
import org.parvis.world.Venue;
import org.parvis.world.bundle.Mesh;

/**
 * What came out of an import.
 *
 * @param venue the place; its floors carry no obstacles yet, as a bundle has none
 * @param meshes triangles beside the buildings
 * @param notes what was mended, assumed or left out, for people
 */
public record ImportedVenue(Venue venue, List<Mesh> meshes, List<String> notes) {
    public ImportedVenue {
        meshes = List.copyOf(meshes);
        notes = List.copyOf(notes);
    }
}
