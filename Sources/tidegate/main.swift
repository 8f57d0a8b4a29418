print("tidegate")
