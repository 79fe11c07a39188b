"""What a study is: its sequences, their names, findings about it, its segmentation."""
