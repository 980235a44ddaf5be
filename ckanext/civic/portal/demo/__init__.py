"""The demo: four portals do the whole job on a folder of council files."""
