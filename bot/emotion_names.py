"""The emotions that the assistant tells apart (DESIGN D8)."""

CALM = "calm"
UPSET = "upset"
ANGRY = "angry"
EMOTIONS = (CALM, UPSET, ANGRY)
